'use client'

import { type ReactNode, useSyncExternalStore } from 'react'
import { wasShown } from './shown-pages'

const never = () => () => {}

/** Why something is not found: `gone` if this tab has shown it before, else `children`. */
export const WhyGone = ({ gone, children }: { gone: ReactNode; children: ReactNode }) =>
  useSyncExternalStore(never, wasShown, () => false) ? gone : children
