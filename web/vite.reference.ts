// The API's document as parts of the page: a list of all routes, and of each feature what they take.
// Made when the page is built, so that it is the document of the API it came with.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

type Any = Record<string, any>
interface Route extends Any {
  feature: string
  method: string
  path: string
}

const NAME = 'virtual:reference'
const METHODS = ['get', 'post', 'put', 'patch', 'delete']

export function reference(): Plugin {
  let document: Any = {}
  let routes: Route[] = []
  return {
    name: 'reference',
    configResolved({ root }) {
      document = JSON.parse(readFileSync(resolve(root, '../docs/reference/openapi.json'), 'utf8'))
      routes = routesOf(document)
    },
    resolveId: id => (id.startsWith(NAME) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${NAME}`) return listed(routes)
      if (!id.startsWith(`\0${NAME}/`)) return undefined
      const own = routes.filter(one => one.feature === id.slice(NAME.length + 2))
      return `export default ${JSON.stringify(Object.fromEntries(own.map(one => [`${one.method} ${one.path}`, told(one, document)])))}`
    },
  }
}

function routesOf({ paths }: Any): Route[] {
  return Object.entries<Any>(paths).flatMap(([path, ways]) =>
    METHODS.filter(method => ways[method]).map(method => ({ ...ways[method], feature: ways[method].tags[0], method: method.toUpperCase(), path })))
}

function listed(routes: Route[]): string {
  const features = [...new Set(routes.map(one => one.feature))].sort()
  const lines = features.map(name => {
    const own = routes.filter(one => one.feature === name).map(one => [one.method, one.path, one.summary ?? ''])
    return `{name:${JSON.stringify(name)},routes:${JSON.stringify(own)},load:()=>import(${JSON.stringify(`${NAME}/${name}`)})}`
  })
  return `export const FEATURES=[${lines.join(',')}]`
}

/** Who may is not in it: that is of persons and places, and stands in each feature's own table. */
function told(route: Route, document: Any): Any {
  const body = route.requestBody?.content?.['application/json']?.schema
  const answers = Object.entries<Any>(route.responses ?? {}).map(([status, one]) => [status, typeOf(Object.values<Any>(one.content ?? {})[0]?.schema)])
  return {
    open: !route.security?.length,
    parameters: (route.parameters ?? []).map((one: Any) => [one.name, one.in, typeOf(one.schema), Boolean(one.required)]),
    body: body ? { type: typeOf(body), fields: fieldsOf(body, document) } : null,
    answers,
  }
}

function fieldsOf(schema: Any, document: Any): unknown[] {
  const whole: Any = schema.$ref ? (document.components.schemas[nameOf(schema.$ref)] ?? {}) : schema
  return Object.entries<Any>(whole.properties ?? {}).map(([name, one]) => [name, typeOf(one), (whole.required ?? []).includes(name)])
}

const nameOf = (ref: string): string => ref.split('/').at(-1) ?? ''

function typeOf(schema: Any | undefined): string {
  if (!schema) return ''
  if (schema.$ref) return nameOf(schema.$ref)
  if (schema.enum) return schema.enum.join(' | ')
  if (schema.const !== undefined) return String(schema.const)
  const several: Any[] | undefined = schema.anyOf ?? schema.oneOf
  if (several) return [...new Set(several.map(typeOf))].join(' | ')
  if (schema.type === 'array') return `${typeOf(schema.items) || 'any'}[]`
  return [schema.type ?? 'any', schema.format && `(${schema.format})`].filter(Boolean).join(' ')
}
