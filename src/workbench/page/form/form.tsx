export function Form(_: any) { return null; }
