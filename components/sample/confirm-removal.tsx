import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Result } from '@/lib/kernel/errors'

/** Asks for confirmation, then removes the sample fleet; shows a refusal in the dialog. */
export function ConfirmRemoval(props: {
  nodes: number
  remove: () => Promise<Result<{ nodes: number }>>
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const router = useRouter()
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()
  const remove = () =>
    startTransition(async () => {
      setProblem(null)
      try {
        const result = await props.remove()
        if (!result.ok) return setProblem(result.error.detail)
        props.onOpenChange(false)
        toast.success(`Removed the sample fleet: ${result.value.nodes} nodes with their reports and jobs.`)
        router.refresh()
      } catch {
        setProblem(
          'The server did not respond. Check whether the sample fleet is still there, then try again.',
        )
      }
    })
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-paper/75" />
        <AlertDialog.Popup className="fixed top-1/2 left-1/2 z-50 flex w-[min(26rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 flex-col gap-3 rounded-card border border-strong bg-surface p-5 text-ink">
          <AlertDialog.Title className="text-base font-title">Remove the sample fleet?</AlertDialog.Title>
          <AlertDialog.Description className="text-ink-2">
            This deletes its {props.nodes} nodes with all their reports and jobs. Real nodes are not affected.
            <span className="mt-1 block">
              <code className="font-mono text-xs">npx hakim sample load</code> loads it again.
            </span>
          </AlertDialog.Description>
          {problem && <Notice tone="error">{problem}</Notice>}
          <div className="mt-1 flex justify-end gap-2.5">
            <AlertDialog.Close render={<Button />}>Keep it</AlertDialog.Close>
            <Button variant="danger" disabled={pending} onClick={remove}>
              {pending ? 'Removing…' : `Remove ${props.nodes} nodes`}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
