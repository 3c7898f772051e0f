import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { useCloseDialog } from './page-dialog'

/** What follows a change: the page is read again, the dialog closes, and a short confirmation appears. */
export function useDone(words: string): () => void {
  const router = useRouter()
  const close = useCloseDialog()
  return () => {
    close()
    router.refresh()
    toast.success(words)
  }
}
