export declare function largeDepartment(size: {
  readonly units: number;
  readonly subjects: number;
  readonly projects: number;
  readonly goals?: number;
}): string;
