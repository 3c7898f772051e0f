import { ChartSwitch } from '@/components/charts/panel/chart-switch'
import type { AxisMode } from './axis'

const choices = {
  fit: { name: 'Fit', title: 'Fit the axis to the values' },
  log: { name: 'Log', title: 'Logarithmic axis' },
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
    <>
      {!canLog && mode === 'log' && <span className="mx-2">a logarithmic axis needs values above 0</span>}
      {(['fit', 'log'] as const)
        .filter((choice) => canLog || choice !== 'log' || mode === 'log')
        .map((choice) => (
          <ChartSwitch
            key={choice}
            name={choices[choice].name}
            title={`${choices[choice].title}: ${props.title}`}
            pressed={mode === choice}
            onPress={() => props.onMode(mode === choice ? 'usual' : choice)}
          />
        ))}
    </>
  )
}
