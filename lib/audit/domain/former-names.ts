/** What exports, kept heads, results of verifications and backups of older versions call their members. */
const currentNames = new Map([
  ['seal_no', 'checkpoint_no'],
  ['sealed_at', 'created_at'],
  ['seals', 'checkpoints'],
  ['last_seal', 'last_checkpoint'],
  ['unsealed', 'uncovered'],
  ['fault', 'kind'],
])

/** An object with the names of today; anything else as it is. */
export function withCurrentNames(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  if (!Object.keys(value).some((name) => currentNames.has(name))) return value
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [currentNames.get(name) ?? name, of]))
}
