/** A file that the server made goes to where the browser keeps what it downloads. */
export function download({ name, blob }: { readonly name: string; readonly blob: Blob }): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // the browser has it when it has begun
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
