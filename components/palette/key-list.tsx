import { Dialog, DialogBody } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'

const lists: readonly { where: string; keys: readonly { keys: string; does: string }[] }[] = [
  {
    where: 'Everywhere',
    keys: [
      { keys: 'Ctrl K', does: 'Search nodes, jobs and pages' },
      { keys: '?', does: 'This list' },
      { keys: 'Esc', does: 'Close what is open' },
    ],
  },
  {
    where: 'Fleet',
    keys: [
      { keys: '/', does: 'Search the list' },
      { keys: 'x', does: 'Select the row with the focus' },
      { keys: 'Shift x', does: 'Select all rows up to it' },
    ],
  },
  {
    where: 'A request',
    keys: [
      { keys: 'a', does: 'Approve' },
      { keys: 'r', does: 'Reject' },
    ],
  },
]

/** The keys that work without a mouse. */
export default function KeyList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <DialogBody>
        {lists.map(({ where, keys }) => (
          <section key={where} className="flex flex-col gap-1.5">
            <h3 className="text-xs text-ink-3">{where}</h3>
            <dl className="grid grid-cols-[5rem_1fr] gap-y-1">
              {keys.map(({ keys: pressed, does }) => (
                <div key={pressed} className="contents">
                  <dt>
                    <Kbd>{pressed}</Kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </DialogBody>
    </Dialog>
  )
}
