/** Collects the values of `--label key=value`; without `=` the value is empty. */
export const addLabel = (pair: string, labels: Record<string, string>): Record<string, string> => {
  const cut = pair.indexOf('=')
  return cut > 0 ? { ...labels, [pair.slice(0, cut)]: pair.slice(cut + 1) } : { ...labels, [pair]: '' }
}
