export function freePort(): Promise<number>;

export interface Postgres {
  readonly port: number;
  readonly url: string;
  readonly password: string;
  restart(): Promise<void>;
  stop(): Promise<void>;
}
export function startPostgres(): Promise<Postgres>;

export interface S3 {
  readonly port: number;
  /** Where its files lie. */
  readonly directory: string;
  readonly place: string;
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}
export function startS3(bucket?: string): Promise<S3>;

export interface Cable {
  readonly port: number;
  cut(): void;
  mend(): void;
  stop(): Promise<void>;
}
export function startCable(to: number): Promise<Cable>;
