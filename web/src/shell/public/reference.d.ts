// Made by vite.reference.ts of the API's document.

type Row = [name: string, type: string, required: boolean]
interface About {
  open: boolean // without a sign-in
  parameters: [name: string, where: string, type: string, required: boolean][]
  body: { type: string; fields: Row[] } | null
  answers: [status: string, type: string][]
}

declare module 'virtual:reference' {
  export const FEATURES: {
    name: string
    routes: [method: string, path: string, summary: string][]
    load: () => Promise<{ default: Record<string, About> }>
  }[]
}
