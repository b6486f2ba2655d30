/** A store in S3, or in a server that speaks its language. */
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ServiceException,
} from '@aws-sdk/client-s3';
import { insistently } from './insistently.js';
import { MOST_BYTES, type Store, StoreError } from './store.js';

/** Tries of one request by the client; after them the store's own patience, in milliseconds. */
const TRIES = 3;
const PATIENCE = 3 * 60_000;
/** Milliseconds until a connection must stand, and without a byte on one that does. */
const TIMEOUTS = { connectionTimeout: 10_000, requestTimeout: 60_000 };

/**
 * @param place `s3://bucket/prefix`. Keys, region and endpoint are the SDK's own: AWS_ACCESS_KEY_ID,
 * AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL_S3; GONGKAI_S3_PATH_STYLE=1 puts the bucket into the path,
 * as servers of one's own want it
 * @throws StoreError
 */
export function openS3Store(place: string): Store {
  const { bucket, prefix } = placeOf(place);
  const client = new S3Client({
    maxAttempts: TRIES,
    retryMode: 'standard',
    requestHandler: TIMEOUTS,
    region: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1',
    forcePathStyle: process.env.GONGKAI_S3_PATH_STYLE === '1',
    // of the store's own: files have their hashes as names
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  /** Also where the network is gone for a while. */
  const send = <T>(work: () => Promise<T>): Promise<T> => insistently(work, PATIENCE, isAnswer);
  const at = (key: string) => ({ Bucket: bucket, Key: `${prefix}${key}` });
  const failed = (error: unknown): never => {
    const { name, message } = error as Error;
    throw new StoreError(`存储“${place}”不能用（${name}：${message}）`);
  };
  /** Undefined where there is none. */
  const lengthOf = async (key: string): Promise<number | undefined> => {
    try {
      const found = await send(() => client.send(new HeadObjectCommand(at(key))));
      return found.ContentLength;
    } catch (error) {
      return isMissing(error) ? undefined : failed(error);
    }
  };
  return {
    name: place,
    has: async (key) => (await lengthOf(key)) !== undefined,
    get: async (key) => {
      try {
        return await send(async () => {
          const { Body: body, ContentLength: length = 0 } = await client.send(
            new GetObjectCommand(at(key)),
          );
          if (length > MOST_BYTES) throw new StoreError(`“${key}”过大`);
          return body?.transformToByteArray();
        });
      } catch (error) {
        return isMissing(error) ? undefined : failed(error);
      }
    },
    put: async (key, bytes) => {
      // one of another length was spoilt by whatever wrote it
      if ((await lengthOf(key)) === bytes.length) return;
      const command = { ...at(key), Body: bytes };
      await send(() => client.send(new PutObjectCommand(command))).catch(failed);
    },
    close: async () => client.destroy(),
  };
}

function placeOf(place: string): { bucket: string; prefix: string } {
  const [, bucket, path = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]+)(?:\/(.*))?$/i.exec(place) ?? [];
  if (bucket === undefined) throw new StoreError(`“${place}”要写成 s3://桶/前缀`);
  const prefix = path.replace(/^\/+|\/+$/g, '');
  return { bucket, prefix: prefix === '' ? '' : `${prefix}/` };
}

/** Whether the server has answered: that a thing is not there, or not allowed. */
const isAnswer = (error: unknown): boolean => {
  const { httpStatusCode: status = 0 } = (error as S3ServiceException).$metadata ?? {};
  return error instanceof StoreError || (status >= 400 && status < 500);
};

const isMissing = (error: unknown): boolean => {
  const { name, $metadata: about } = error as S3ServiceException;
  return name === 'NoSuchKey' || (name === 'NotFound' && about?.httpStatusCode === 404);
};
