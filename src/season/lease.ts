/** Seconds without a word after which a job is somebody else's. */
export const LEASE = 60;
