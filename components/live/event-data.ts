// Parsed by hand: a schema library would be larger than the whole live view.

/** What changed: nodes by DID, jobs by id. */
export type Change = { nodes: string[]; jobs: string[] }

/** The object that an event holds; empty where it is unreadable. */
function objectIn(text: string): object {
  try {
    const data: unknown = JSON.parse(text)
    return typeof data === 'object' && data !== null ? data : {}
  } catch {
    return {}
  }
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []

/** Unreadable data may mean any change, and nothing is named when the viewer may see other nodes than before. */
export function parseChange(text: string): Change | 'everything' {
  const data = objectIn(text)
  return 'nodes' in data
    ? { nodes: texts(data.nodes), jobs: texts('jobs' in data && data.jobs) }
    : 'everything'
}

export function parseProblem(text: string): string | null {
  const data = objectIn(text)
  return 'detail' in data && typeof data.detail === 'string' ? data.detail : null
}
