import clsx from 'clsx'

/** A still place for what comes; give it the size of that. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden="true" className={clsx('rounded-[4px] bg-hair/70 motion-safe:animate-pulse', className)} />
)
