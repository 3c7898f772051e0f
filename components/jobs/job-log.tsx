'use client'

import clsx from 'clsx'
import { useLayoutEffect, useRef, useState } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { ScrollBox } from '@/components/ui/scroll-box'
import { useZone } from '@/components/ui/zone'
import type { JobLogLine } from '@/lib/board/domain/job-page'
import { logText, streamWords } from '@/lib/board/domain/log-text'
import { clockTime } from '@/lib/kernel/time/exact-time'
import { LogLineText } from './log-line-text'

const streams = {
  stdout: 'border-l-hair',
  stderr: 'border-l-error',
  system: 'border-l-strong italic text-ink-2',
} as const

/** The log as text; it follows the end unless the reader has scrolled up. */
export function JobLog(props: { jobId: string; lines: JobLogLine[]; truncated: boolean; running: boolean }) {
  const { lines, truncated, running } = props
  const box = useRef<HTMLElement>(null)
  const zone = useZone()
  const [following, setFollowing] = useState(true)
  const newest = lines.at(-1)?.seq
  useLayoutEffect(() => {
    const element = box.current
    if (following && element && newest !== undefined) element.scrollTop = element.scrollHeight
  }, [following, newest])
  const scrolled = () => {
    const element = box.current
    if (element) setFollowing(element.scrollHeight - element.scrollTop - element.clientHeight < 24)
  }
  return (
    <Card
      title="Log"
      aside={
        lines.length > 0 && (
          <span className="flex items-center gap-2">
            <span className="max-sm:hidden">times in {zone}</span>
            <CopyButton text={logText(lines)} label="Copy the log as text" />
            <ButtonLink size="sm" href={`/api/v1/jobs/${props.jobId}/log.txt`} download>
              Download
            </ButtonLink>
          </span>
        )
      }
    >
      {truncated && (
        <p className="mb-1.5 text-xs text-ink-2">
          Showing only the newest {lines.length} lines; the download has all.
        </p>
      )}
      {lines.length === 0 ? (
        <p className="text-ink-2">{running ? 'No log output yet.' : 'No log output.'}</p>
      ) : (
        <ScrollBox
          ref={box}
          label="Log lines"
          onScroll={scrolled}
          className="max-h-96 rounded-control border bg-paper py-2"
        >
          <ol className="font-mono text-xs">
            {lines.map(({ seq, at, stream, line }) => (
              <li key={seq} className={clsx('flex gap-2.5 border-l-3 px-2.5', streams[stream])}>
                <time
                  dateTime={at}
                  title={at}
                  className="shrink-0 text-ink-2 max-sm:hidden"
                  suppressHydrationWarning
                >
                  {clockTime(at, zone)}
                </time>
                <span
                  className={clsx(
                    'w-6 shrink-0',
                    stream === 'stderr' ? 'font-semibold text-error' : 'text-ink-2',
                  )}
                >
                  {streamWords[stream]}
                </span>
                <span className="min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]">
                  <LogLineText line={line} />
                </span>
              </li>
            ))}
          </ol>
        </ScrollBox>
      )}
      {running && !following && (
        <Button size="sm" className="mt-2" onClick={() => setFollowing(true)}>
          Follow the log
        </Button>
      )}
    </Card>
  )
}
