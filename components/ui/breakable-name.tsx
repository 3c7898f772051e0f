import { Fragment } from 'react'

/** Where there is little room, a name such as clear_cache breaks after an underscore rather than within a word. */
export const BreakableName = ({ name }: { name: string }) =>
  name.split(/(?<=_)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name stay where they are
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
