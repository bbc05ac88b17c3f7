// Lets node import .tsx, so that components are tested without a build: import this file first, and
// then the components with `await import(…)`. Style sheets are nothing here.

import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const compilerOptions = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2022,
  jsx: ts.JsxEmit.ReactJSX,
  jsxImportSource: 'preact',
  verbatimModuleSyntax: true,
}

registerHooks({
  load(url, context, next) {
    if (url.endsWith('.css')) return { format: 'module', source: '', shortCircuit: true }
    if (!url.endsWith('.tsx')) return next(url, context)
    const { outputText } = ts.transpileModule(readFileSync(fileURLToPath(url), 'utf8'), { compilerOptions })
    return { format: 'module', source: outputText, shortCircuit: true }
  },
})
