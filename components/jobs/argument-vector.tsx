import { Fragment } from 'react'
import { ScrollBox } from '@/components/ui/scroll-box'
import { VisibleText } from '@/components/ui/visible-text'
import { visibleData } from '@/lib/kernel/text/visible-text'
import type { ShownArgument } from '@/lib/tasks/domain/command-line'

/** The command, with each argument underlined; values from a parameter are highlighted and name it on hover. */
export function ArgumentVector({ shown, label = 'Command' }: { shown: ShownArgument[]; label?: string }) {
  return (
    <ScrollBox label={label} className="max-h-72 rounded-control border bg-sunken px-3 py-2.5">
      <code className="block font-mono leading-6 [overflow-wrap:anywhere]">
        {shown.map(({ pieces, missing }, index) => {
          const key = `${index}`
          return (
            <Fragment key={key}>
              {index > 0 && ' '}
              {/* Inline-block keeps `--verify` from breaking at its hyphens while it fits on a line. */}
              <span className="inline-block max-w-full align-top">
                <span className="border-b border-ink-3 pb-0.5 whitespace-pre-wrap [box-decoration-break:clone]">
                  {pieces.map((piece, place) => {
                    const inner = `${place}`
                    return piece.param === null ? (
                      <VisibleText key={inner} parts={visibleData(piece.text)} />
                    ) : (
                      <span
                        key={inner}
                        title={`parameter ${piece.param}`}
                        className="font-semibold text-accent"
                      >
                        <VisibleText parts={visibleData(piece.text)} />
                      </span>
                    )
                  })}
                  {pieces.every((piece) => piece.text === '') && <span className="text-ink-2">(empty)</span>}
                  {missing.map((name) => (
                    <span key={name} className="text-warning">
                      {' '}
                      no {name} given
                    </span>
                  ))}
                </span>
              </span>
            </Fragment>
          )
        })}
      </code>
    </ScrollBox>
  )
}
