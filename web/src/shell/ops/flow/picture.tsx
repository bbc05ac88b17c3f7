// A workflow drawn from the definition that runs, with where something stands; and the same in words.

import type { VNode } from 'preact'
import { useId } from 'preact/hooks'
import { t, tOr } from '../../../lib/i18n.ts'
import type { Gives } from '../types.ts'
import { listed } from '../words.ts'
import { HIGH, laid, standing, WIDE } from './layout.ts'

export type Flow = Gives<'/v1/incidents/workflows'>['items'][number]

interface Props {
  of: Flow
  stage?: string | null // of what is looked at
  counts?: Record<string, number> // how many stand in a stage
}

const stepped = (id: string): string => tOr(`ops.step.${id}`, id)
export const staged = (stage: string): string => tOr(`ops.flow-stage.${stage}`, tOr(`stage.${stage}`, stage))

export function Picture({ of, stage = null, counts }: Props): VNode {
  const { boxes, ways, width, height } = laid(of)
  const arrow = useId()
  const at = standing(of, stage)
  const many = (stages: readonly string[]) => stages.reduce((sum, one) => sum + (counts?.[one] ?? 0), 0)
  return (
    <figure class="flow">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
        <defs><marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8Z" /></marker></defs>
        {ways.map(one => <path key={one.id} class={`way ${one.when}`} d={one.path} marker-end={`url(#${arrow})`} />)}
        {boxes.map(({ of: state, x, y }) => (
          <g key={state.id} class={state === at ? 'step at' : state.ends ? 'step ends' : 'step'} transform={`translate(${x} ${y})`}>
            <rect width={WIDE} height={HIGH} rx={6} />
            <text x={WIDE / 2} y={24}>{state === at ? '▶ ' : ''}{stepped(state.id)}</text>
            <text class="small" x={WIDE / 2} y={44}>{counts ? t('ops.flow-count', { count: many(state.stages) }) : tOr(`ops.flow-type.${state.type}`, state.type)}</text>
          </g>
        ))}
      </svg>
      <figcaption>
        {at && <p>{t('ops.flow-at', { stage: staged(stage ?? ''), step: stepped(at.id) })}</p>}
        <details>
          <summary>{t('ops.flow-words')}</summary>
          <ol>
            {of.states.map(state => (
              <li key={state.id} aria-current={state === at ? 'step' : undefined}>
                <strong>{stepped(state.id)}</strong>
                {state.stages.length > 0 && <> · {t('ops.flow-stands', { stages: listed(state.stages.map(staged)) })}{counts && ` ${t('ops.flow-count', { count: many(state.stages) })}`}</>}
                {state.edges.map(edge => (
                  <span key={edge.to + edge.when + edge.stages.join()}> → {stepped(edge.to)}{edge.when === 'error' && ` (${t('ops.flow-error')})`}</span>
                ))}
                {state.ends && ` · ${t('ops.flow-ends')}`}
              </li>
            ))}
          </ol>
        </details>
      </figcaption>
    </figure>
  )
}
