'use client'

import clsx from 'clsx'
import { useLayoutEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { ScrollBox } from '@/components/ui/scroll-box'
import { VisibleText } from '@/components/ui/visible-text'
import type { JobLogLine } from '@/lib/board/domain/job-page'
import { visibleProse } from '@/lib/kernel/text/visible-text'
import { clockTime } from '@/lib/kernel/time/exact-time'

const streams = {
  stdout: { word: 'out', className: 'border-l-hair' },
  stderr: { word: 'err', className: 'border-l-error' },
  system: { word: 'sys', className: 'border-l-strong italic text-ink-2' },
} as const

const asText = (lines: JobLogLine[]): string =>
  lines.map(({ at, stream, line }) => `${at} ${streams[stream].word} ${line}\n`).join('')

function download(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}

/** The log as text; it follows the end unless the reader has scrolled up. */
export function JobLog(props: { jobId: string; lines: JobLogLine[]; truncated: boolean; running: boolean }) {
  const { lines, truncated, running } = props
  const box = useRef<HTMLElement>(null)
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
            times in UTC
            <CopyButton text={asText(lines)} label="Copy the log as text" />
            <Button size="sm" onClick={() => download(`job-${props.jobId}.log`, asText(lines))}>
              Download
            </Button>
          </span>
        )
      }
    >
      {truncated && (
        <p className="mb-1.5 text-xs text-ink-2">Showing only the newest {lines.length} lines.</p>
      )}
      {lines.length === 0 ? (
        <p className="text-ink-2">{running ? 'No log output yet.' : 'No log output.'}</p>
      ) : (
        <ScrollBox
          ref={box}
          label="Log lines"
          onScroll={scrolled}
          className="max-h-96 rounded-control border bg-sunken py-2"
        >
          <ol className="font-mono text-xs">
            {lines.map(({ seq, at, stream, line }) => (
              <li key={seq} className={clsx('flex gap-2.5 border-l-3 px-2.5', streams[stream].className)}>
                <time dateTime={at} title={at} className="shrink-0 text-ink-2 max-sm:hidden">
                  {clockTime(at)}
                </time>
                <span
                  className={clsx(
                    'w-6 shrink-0',
                    stream === 'stderr' ? 'font-semibold text-error' : 'text-ink-2',
                  )}
                >
                  {streams[stream].word}
                </span>
                <span className="min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]">
                  <VisibleText parts={visibleProse(line)} />
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
