import { LocalTime } from '@/components/charts/local-time'
import { Card } from '@/components/ui/card'
import { Confirm } from '@/components/ui/confirm'
import type { Action } from '@/components/ui/use-send'
import type { Annotation } from '@/lib/annotations/domain/annotation'
import { AddNote } from './add-note'

/** What was noted on the charts of a node in their range, the latest first. */
export const NotesCard = (props: {
  did: string
  notes: readonly Annotation[]
  labels: readonly string[]
  annotate: Action
  remove: Action
}) => (
  <Card
    title="Notes in this range"
    aside={
      <span className="print:hidden">
        <AddNote did={props.did} labels={props.labels} annotate={props.annotate} />
      </span>
    }
  >
    {props.notes.length === 0 ? (
      <p className="text-ink-2">
        Nothing noted. A note, such as a deployment, stands on every chart at its time; programs add them with{' '}
        <code>POST /api/v1/annotations</code>.
      </p>
    ) : (
      <ol>
        {props.notes.map((note) => (
          <li
            key={note.id}
            className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t py-2 first:border-t-0"
          >
            <div className="min-w-40 text-ink-2">
              <LocalTime at={note.at} />
              {note.until !== null && (
                <>
                  {' – '}
                  <LocalTime at={note.until} />
                </>
              )}
            </div>
            <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <bdi>{note.text}</bdi>
              <div className="text-xs text-ink-3">
                <bdi>{note.by ?? 'somebody who is gone'}</bdi>
                {note.alsoOn !== null && (
                  <>
                    , on{' '}
                    {note.alsoOn === 'all nodes' ? (
                      'all nodes'
                    ) : (
                      <>
                        all labelled <bdi>{note.alsoOn}</bdi>
                      </>
                    )}
                  </>
                )}
              </div>
            </div>
            {note.own && (
              <Confirm
                inline
                action={props.remove}
                input={{ annotationId: note.id }}
                label="Delete"
                name={note.text}
                confirm="Yes, delete it"
                done="Deleted the note"
              />
            )}
          </li>
        ))}
      </ol>
    )}
  </Card>
)
