import clsx from 'clsx'

/** A placeholder for content that is loading; give it the same size. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden="true" className={clsx('rounded-[4px] bg-hair/70 motion-safe:animate-pulse', className)} />
)
