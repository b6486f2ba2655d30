/** The store that a person names. */
import { type Store, StoreError } from './store.js';

/**
 * @param place a folder, or `s3://bucket/prefix`; keys and endpoint of S3 come from the environment (AWS_…)
 * @throws StoreError
 */
export async function openStore(place: string): Promise<Store> {
  if (/^s3:/i.test(place)) {
    // it would tell every clerk which Node its next version wants
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
    return (await import('./store-s3.js')).openS3Store(place);
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(place))
    throw new StoreError(`存储“${place}”不能用：写一个共用的文件夹，或 s3://桶/前缀`);
  return (await import('./store-folder.js')).openFolderStore(place);
}
