import clsx from 'clsx'

/** Marks a job that was approved without its node's owner, before and after the review. */
export const EmergencyBadge = ({ className }: { className?: string }) => (
  <span
    className={clsx(
      'inline-block rounded-[4px] bg-error-soft px-2 py-px align-middle text-xs font-semibold whitespace-nowrap text-error',
      className,
    )}
  >
    Emergency approval
  </span>
)
