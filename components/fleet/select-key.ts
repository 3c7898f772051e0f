import type { KeyboardEvent } from 'react'

/** In a list, `x` chooses the row with the focus, with Shift all rows up to it. What does it is loaded then. */
export const selectKey =
  (order: readonly string[]) =>
  ({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): void => {
    if (key.toLowerCase() !== 'x' || ctrlKey || metaKey || altKey) return
    void import('./select-rows').then(({ toggleRow }) => toggleRow(target, order, shiftKey))
  }
