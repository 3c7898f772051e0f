import clsx from 'clsx'

/** On a narrow screen a row has two lines: name and CPU; state, diagnosis and open jobs. */
export const cell = 'min-w-0 @4xl:border-b @4xl:px-2.5'
export const wideOnly = '@max-4xl:hidden'
export const widerOnly = '@max-5xl:hidden'
export const widestOnly = '@max-6xl:hidden'

/** Every row is 3.75rem high, whatever it holds, so that space can be reserved for the rows off screen. */
export const rowClass = clsx(
  'h-15 @4xl:last:*:border-b-0',
  '@max-4xl:flex @max-4xl:flex-wrap @max-4xl:content-center @max-4xl:items-center @max-4xl:gap-x-3 @max-4xl:gap-y-0.5',
  '@max-4xl:overflow-hidden @max-4xl:border-t @max-4xl:px-3.5',
)
