import { useRef, useState } from 'react'
import { get } from '@/components/ui/get-json'
import type { JobLogLine } from '@/lib/board/domain/job-page'
import { isLogPage, mostLines, withNewest } from '@/lib/board/domain/log-page'

const step = 1_000
/** So many matches are numbered; who has more searches for something longer. */
const mostMatches = 500

/** Which lines of a log are on the page: its newest ones, and older ones, or those around a match, as they are asked for. */
export function useLogWindow(jobId: string, newest: readonly JobLogLine[], truncated: boolean) {
  const [held, setHeld] = useState<readonly JobLogLine[]>(newest)
  const [start, setStart] = useState(!truncated)
  /** The lines end before the newest ones: somebody has gone to a match far above. */
  const [apart, setApart] = useState(false)
  const [matches, setMatches] = useState<{ q: string; seqs: number[]; more: boolean } | null>(null)
  const [at, setAt] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const busy = useRef(false)
  const lines = apart ? held : withNewest(held, newest)

  const read = async (query: Record<string, string | number>) => {
    const params = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
    const answer = await get(`/api/v1/jobs/${jobId}/log?${params}`, isLogPage)
    setProblem(answer.ok ? null : answer.error.detail)
    return answer.ok ? answer.value : null
  }
  /** Never twice at once. */
  const alone = async (work: () => Promise<void>) => {
    if (busy.current) return
    busy.current = true
    await work().finally(() => {
      busy.current = false
    })
  }
  const older = () =>
    alone(async () => {
      const [first] = lines
      if (start || !first) return
      const page = await read({ before: first.seq, limit: step })
      if (!page) return
      const all = [...page.lines, ...lines]
      setStart(page.next_before === null)
      setApart(apart || all.length > mostLines)
      setHeld(all.slice(0, mostLines))
    })
  const newer = () =>
    alone(async () => {
      const last = lines.at(-1)
      if (!apart || !last) return
      const page = await read({ after: last.seq, limit: step })
      if (!page) return
      const all = [...lines, ...page.lines]
      setHeld(all.slice(-mostLines))
      if (all.length > mostLines) setStart(false)
      if (page.next_after === null) setApart(false)
    })
  const end = () => {
    setHeld(newest)
    setApart(false)
    setStart(!truncated)
  }
  /** Shows the line with its surroundings. */
  const goTo = async (seq: number) => {
    setAt(seq)
    if (lines.some((line) => line.seq === seq)) return
    const [before, after] = [
      await read({ before: seq, limit: step / 4 }),
      await read({ after: seq - 1, limit: step }),
    ]
    if (!before || !after) return
    setHeld([...before.lines, ...after.lines])
    setStart(before.next_before === null)
    setApart(after.next_after !== null)
  }
  const search = async (q: string) => {
    if (q.trim() === '') {
      setMatches(null)
      return setAt(null)
    }
    const page = await read({ q, before: Number.MAX_SAFE_INTEGER - 1, limit: mostMatches })
    if (!page) return
    const seqs = page.lines.map(({ seq }) => seq)
    setMatches({ q, seqs, more: page.next_before !== null })
    const last = seqs.at(-1)
    if (last !== undefined) await goTo(last)
  }
  const move = (by: 1 | -1) => {
    const { seqs = [] } = matches ?? {}
    const place = at === null ? -1 : seqs.indexOf(at)
    const next = seqs[(place + by + seqs.length) % seqs.length]
    if (next !== undefined) void goTo(next)
  }
  return {
    ...{ lines, start, apart, matches, at, problem, older, newer, end, search },
    place: at === null || !matches ? null : matches.seqs.indexOf(at) + 1,
    nextMatch: () => move(1),
    previousMatch: () => move(-1),
  }
}
