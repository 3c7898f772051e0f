import type { AxisMode } from './axis'

const names = { fit: 'Fit', log: 'Log' } as const
const titles = {
  fit: 'Fit the axis to the values',
  log: 'Logarithmic axis',
} as const

/** Turns a fitted or a logarithmic axis on and off. Only values above 0 have logarithms. */
export function AxisSwitch(props: {
  title: string
  mode: AxisMode
  canLog: boolean
  onMode: (mode: AxisMode) => void
}) {
  const { mode, canLog } = props
  return (
    <div className="ml-auto flex items-center">
      {!canLog && mode === 'log' && <span className="mr-2">a logarithmic axis needs values above 0</span>}
      {(['fit', 'log'] as const)
        .filter((choice) => canLog || choice !== 'log' || mode === 'log')
        .map((choice) => (
          <button
            key={choice}
            type="button"
            aria-pressed={mode === choice}
            aria-label={`${titles[choice]}: ${props.title}`}
            title={titles[choice]}
            onClick={() => props.onMode(mode === choice ? 'usual' : choice)}
            className={`min-h-6 min-w-8 rounded-control px-1.5 font-medium hover:bg-sunken ${
              mode === choice ? 'text-accent underline underline-offset-4' : 'text-ink-2'
            }`}
          >
            {names[choice]}
          </button>
        ))}
    </div>
  )
}
