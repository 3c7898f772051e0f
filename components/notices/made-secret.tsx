import { CopyButton } from '@/components/ui/copy-button'
import { DialogBody, DialogFoot } from '@/components/ui/dialog'

/** `secret` is null where nothing is signed. */
export type MadeChannel = { channel_id: string; secret: string | null; warnings?: string[] }

/** The only moment at which the secret of a webhook can be read. */
export const MadeSecret = ({ secret }: { secret: string }) => (
  <>
    <DialogBody>
      <p className="text-ink-2">
        Copy it now; it is shown this once. The receiver verifies signatures with it, as Standard Webhooks
        describes.
      </p>
      <div className="flex items-start gap-2 rounded-control border bg-sunken py-1.5 pr-2 pl-2.5">
        <code className="min-w-0 flex-1 font-mono text-xs break-all">{secret}</code>
        <CopyButton text={secret} label="Copy the secret" className="text-ink-2" />
      </div>
    </DialogBody>
    <DialogFoot cancel="Done" />
  </>
)
