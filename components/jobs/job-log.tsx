'use client'

import { type FormEvent, useLayoutEffect, useRef, useState } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { ScrollBox } from '@/components/ui/scroll-box'
import { useZone } from '@/components/ui/zone'
import type { JobLogLine } from '@/lib/board/domain/job-page'
import { logText } from '@/lib/board/domain/log-text'
import { LogLines } from './log-lines'
import { LogSearch } from './log-search'
import { useLogWindow } from './use-log-window'

const near = 24

/** The log as text; it follows the end unless the reader has scrolled up, loads what is older, and can be searched whole. */
export function JobLog(props: { jobId: string; lines: JobLogLine[]; truncated: boolean; running: boolean }) {
  const { jobId, truncated, running } = props
  const box = useRef<HTMLElement>(null)
  const zone = useZone()
  const [following, setFollowing] = useState(true)
  const log = useLogWindow(jobId, props.lines, truncated)
  const { lines, at } = log
  const first = lines[0]?.seq
  const newest = lines.at(-1)?.seq
  const before = useRef<{ first: number | undefined; height: number }>({ first, height: 0 })

  useLayoutEffect(() => {
    const element = box.current
    if (following && element && newest !== undefined) element.scrollTop = element.scrollHeight
  }, [following, newest])
  // Older lines come above those being read, which stay where they are.
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const last = before.current
    if (!following && last.first !== undefined && first !== undefined && first < last.first)
      element.scrollTop += element.scrollHeight - last.height
    before.current = { first, height: element.scrollHeight }
  }, [first, following])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the match may come only with other lines
  useLayoutEffect(() => {
    if (at === null) return
    setFollowing(false)
    box.current?.querySelector(`[data-seq="${at}"]`)?.scrollIntoView({ block: 'center' })
  }, [at, first])

  const scrolled = () => {
    const element = box.current
    if (!element) return
    const left = element.scrollHeight - element.scrollTop - element.clientHeight
    setFollowing(left < near && !log.apart)
    if (element.scrollTop < near) void log.older()
    if (left < near) void log.newer()
  }
  const toEnd = () => {
    log.end()
    setFollowing(true)
  }
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const q = new FormData(event.currentTarget).get('q')
    void log.search(typeof q === 'string' ? q : '')
  }
  return (
    <Card
      title="Log"
      aside={
        lines.length > 0 && (
          <span className="flex items-center gap-2">
            <span className="max-sm:hidden">times in {zone}</span>
            <CopyButton text={logText(lines)} label="Copy the log as text" />
            <ButtonLink size="sm" href={`/api/v1/jobs/${jobId}/log.txt`} download>
              Download
            </ButtonLink>
          </span>
        )
      }
    >
      {lines.length === 0 ? (
        <p className="text-ink-2">{running ? 'No log output yet.' : 'No log output.'}</p>
      ) : (
        <>
          <LogSearch log={log} search={search} />
          {!log.start && (
            <p className="mb-1.5 text-xs text-ink-2">Scroll up for what is older; the download has all.</p>
          )}
          <ScrollBox
            ref={box}
            label="Log lines"
            onScroll={scrolled}
            className="max-h-96 rounded-control border bg-paper py-2"
          >
            <LogLines lines={lines} zone={zone} matches={new Set(log.matches?.seqs)} at={at} />
          </ScrollBox>
        </>
      )}
      {(log.apart || (running && !following)) && (
        <Button size="sm" className="mt-2" onClick={toEnd}>
          {running ? 'Follow the log' : 'To the end'}
        </Button>
      )}
    </Card>
  )
}
