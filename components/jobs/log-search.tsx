import { ChevronDown, ChevronUp } from 'lucide-react'
import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { countText } from '@/lib/kernel/text/count-text'
import type { useLogWindow } from './use-log-window'

/** Finds a text in the whole log, wherever in it, and goes from one line to the next. */
export function LogSearch(props: {
  log: ReturnType<typeof useLogWindow>
  search: (event: FormEvent<HTMLFormElement>) => void
}) {
  const { matches, place, problem, nextMatch, previousMatch } = props.log
  const count = matches?.seqs.length ?? 0
  return (
    <search>
      <form onSubmit={props.search} className="mb-2 flex flex-wrap items-center gap-2">
        <Input
          type="search"
          name="q"
          aria-label="Search the log"
          placeholder="Search the log"
          maxLength={255}
          className="max-w-64"
        />
        <Button type="submit" size="sm">
          Search
        </Button>
        {matches && (
          <>
            <p role="status" className="text-xs text-ink-2">
              {count === 0
                ? `No line has “${matches.q}”.`
                : `${place ?? 1} of ${countText(count)}${matches.more ? ', the newest ones' : ''}`}
            </p>
            {count > 1 && (
              <>
                <Button size="sm" aria-label="Previous match" onClick={previousMatch}>
                  <ChevronUp className="size-3.5" aria-hidden="true" />
                </Button>
                <Button size="sm" aria-label="Next match" onClick={nextMatch}>
                  <ChevronDown className="size-3.5" aria-hidden="true" />
                </Button>
              </>
            )}
          </>
        )}
        {problem !== null && <p className="text-xs text-error">{problem}</p>}
      </form>
    </search>
  )
}
