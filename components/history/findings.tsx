import { DialogBody, DialogFoot } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { DialogForm } from '@/components/ui/dialog-form'
import { ReasonField } from '@/components/ui/reason-field'
import { FormNotes, SubmitButton } from '@/components/ui/send-form'
import { ExactTime } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import { findingPlace } from '@/lib/history/domain/finding-words'
import type { FindingNote, ShownFinding, ShownReport } from '@/lib/history/domain/verification-view'

const shownFindings = 10

/** What a verification found, each with what was done about it. */
export function Findings({ report, note }: { report: ShownReport; note: Action }) {
  const shown = report.findings.slice(0, shownFindings)
  const more = report.found - shown.length
  return (
    <ul className="flex flex-col">
      {shown.map((finding) => (
        <li
          key={`${finding.id} ${finding.detail}`}
          className="flex flex-col items-start gap-2 border-t py-2.5 [overflow-wrap:anywhere] first:border-t-0 first:pt-0"
        >
          <p>
            <strong className="font-title">{finding.kind}</strong>: {findingPlace(finding)} {finding.detail}
          </p>
          <Notes notes={finding.notes} />
          <NoteButton finding={finding} note={note} />
        </li>
      ))}
      {more > 0 && (
        <li className="border-t pt-2.5 text-ink-2">
          and {more.toLocaleString('en-GB')} more;{' '}
          <code className="font-mono text-xs">hakim audit verify</code> lists them
        </li>
      )}
    </ul>
  )
}

const Notes = ({ notes }: { notes: readonly FindingNote[] }) =>
  notes.length > 0 && (
    <ol aria-label="What was done" className="flex w-full flex-col gap-2">
      {notes.map(({ at, by, note }) => (
        <li key={`${at} ${note}`} className="rounded-control bg-sunken px-2.5 py-2">
          <p className="whitespace-pre-line">{note}</p>
          <p className="mt-0.5 text-xs text-ink-2">
            {by === null ? 'a program' : by.you ? 'you' : by.name}, <ExactTime iso={at} />
          </p>
        </li>
      ))}
    </ol>
  )

const NoteButton = ({ finding, note }: { finding: ShownFinding; note: Action }) => (
  <DialogButton
    size="sm"
    label="Write down what you did"
    name={findingPlace(finding)}
    title="What did you do?"
  >
    <DialogForm action={note} beside={{ finding: finding.id }} said="It is written down.">
      <DialogBody>
        <FormNotes shown={['note']} />
        <p className="text-ink-2 [overflow-wrap:anywhere]">
          <strong className="font-title text-ink">{finding.kind}</strong>: {findingPlace(finding)}{' '}
          {finding.detail}
        </p>
        <ReasonField
          name="note"
          label="What you did"
          subject="The note"
          required
          rows={4}
          hint="It becomes an entry of the log, which keeps it for good with your name."
        />
      </DialogBody>
      <DialogFoot>
        <SubmitButton variant="primary" busy="Saving…">
          Save
        </SubmitButton>
      </DialogFoot>
    </DialogForm>
  </DialogButton>
)
