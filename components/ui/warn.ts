import { toast } from '@/components/ui/toast'

/** Says what went wrong beside a success, where the form that would say it is gone; it stays until it is closed. */
export function warn(warnings: readonly string[] = []): void {
  for (const warning of warnings)
    toast.warning(warning, { duration: Number.POSITIVE_INFINITY, closeButton: true })
}
