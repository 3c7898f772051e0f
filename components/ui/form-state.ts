import { createContext, useContext } from 'react'

type State = {
  pending: boolean
  errorOf: (path: string) => string | undefined
  refusedBeside: (shown: readonly string[]) => string | null
  warnings: readonly string[]
}

/** What a form passes to the fields inside it. */
export const FormState = createContext<State>({
  pending: false,
  errorOf: () => undefined,
  refusedBeside: () => null,
  warnings: [],
})

export const useFormState = (): State => useContext(FormState)
