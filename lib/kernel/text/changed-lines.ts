/** One condition in words. */
export type Line = { key: string; label: string; text: string }

/** A condition that differs; null: it is not there. */
export type ChangedLine = { key: string; label: string; before: string | null; after: string | null }

/**
 * What differs, in the order of the later lines, then what is gone.
 * @param same whether what these lines say in the same words is the same, where words shorten
 */
export function changedLinesOf(
  was: readonly Line[],
  is: readonly Line[],
  same: (key: string) => boolean = () => true,
): ChangedLine[] {
  const changed = is.flatMap(({ key, label, text }) => {
    const earlier = was.find((line) => line.key === key)?.text ?? null
    return earlier === text && same(key) ? [] : [{ key, label, before: earlier, after: text }]
  })
  const gone = was
    .filter(({ key }) => !is.some((line) => line.key === key))
    .map(({ key, label, text }) => ({ key, label, before: text, after: null }))
  return [...changed, ...gone]
}
