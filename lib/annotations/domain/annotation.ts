/** What somebody noted on charts: at a moment, or for a while. Epoch seconds. */
export type Annotation = {
  id: string
  at: number
  until: number | null
  text: string
  /** The name of whoever wrote it; null once they are gone. */
  by: string | null
  /** It is also on other nodes: all with this label, or all; null if it is on this one alone. */
  alsoOn: 'all nodes' | string | null
  /** The viewer can delete it. */
  own: boolean
}
