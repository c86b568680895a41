/** `purchase order`: `Purchase order`, `purchaseOrderNumber`. */
export function namesOf({ name }: { readonly name: string }): { title: string; numberKey: string } {
  const camel = name.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
  return { title: name.charAt(0).toUpperCase() + name.slice(1), numberKey: `${camel}Number` };
}
