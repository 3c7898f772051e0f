import { lazy, Suspense } from 'react'
import type { AxisMode } from '@/components/charts/axis/axis'
import type { OfferedRequest } from '@/lib/board/domain/occasion'
import type { ForecastChart as Forecast } from '@/lib/series/domain/forecast-chart'
import type { Usual } from '@/lib/series/domain/usual'
import type { Extra } from './chart-params'
import { ChartSwitch } from './chart-switch'
import type { Panel } from './panel'

// Loaded on demand, since a forecast is drawn only where somebody asks for it.
const ForecastChart = lazy(() =>
  import('./forecast-chart').then((module) => ({ default: module.ForecastChart })),
)

/** A forecast, null while it is not shown, and the task for an amount that will be full. */
export type ShownForecast = { chart: Forecast | null; offer: OfferedRequest | null }

/** What can be drawn with a metric's chart beyond its values: undefined where there is no such thing, null while it is off. */
export type PanelExtras = {
  forecast: ShownForecast | undefined
  usual: Usual | null | undefined
  onExtra: (extra: Extra, shown: boolean) => void
}

/** Turns them on and off. */
export function ExtraSwitches({ title, extras }: { title: string; extras: PanelExtras }) {
  const { forecast, usual, onExtra } = extras
  return (
    <>
      {forecast !== undefined && (
        <ChartSwitch
          name="Forecast"
          title={`Show when it will be full: ${title}`}
          pressed={forecast.chart !== null}
          onPress={() => onExtra('forecast', forecast.chart === null)}
        />
      )}
      {usual !== undefined && (
        <ChartSwitch
          name="Usual"
          title={`Show what is usual at each hour of the week: ${title}`}
          pressed={usual !== null}
          onPress={() => onExtra('usual', usual === null)}
        />
      )}
    </>
  )
}

export function ShownExtras(props: { panel: Panel; mode: AxisMode; color: string; extras: PanelExtras }) {
  const { forecast, usual } = props.extras
  return (
    <>
      {usual?.why && (
        <p data-usual-why className="border-t py-2 text-xs text-ink-2">
          {usual.why}
        </p>
      )}
      {forecast?.chart && (
        <Suspense fallback={<div className="h-65 border-t" />}>
          <ForecastChart
            forecast={forecast.chart}
            offer={forecast.offer}
            scale={props.panel.scale}
            mode={props.mode}
            color={props.color}
          />
        </Suspense>
      )}
    </>
  )
}
