export declare function largeDepartment(size: {
  readonly units: number;
  readonly subjects: number;
  readonly projects: number;
}): string;
