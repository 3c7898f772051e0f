import {
  annotationRequest,
  annotationsAnswer,
  annotationsQuery,
  changedAnnotationAnswer,
} from '@/lib/annotations/domain/annotation-calls'
import type { ApiCall } from './call'

/** The calls about what is noted on charts. */
export const annotationCalls = {
  listAnnotations: {
    method: 'GET',
    path: '/api/v1/annotations',
    tag: 'Nodes',
    summary: 'List what was noted on charts, the newest first; an agent sees what is on its own',
    may: 'readNode',
    query: annotationsQuery,
    answer: annotationsAnswer,
    failures: ['not_found'],
  },
  annotate: {
    method: 'POST',
    path: '/api/v1/annotations',
    tag: 'Nodes',
    summary: 'Note something, such as a deployment, on the charts of a node, of all with a label, or of all',
    may: 'annotate',
    body: annotationRequest,
    answer: changedAnnotationAnswer,
    makes: 'created',
    failures: ['not_found'],
  },
  deleteAnnotation: {
    method: 'DELETE',
    path: '/api/v1/annotations/{annotation_id}',
    tag: 'Nodes',
    summary: 'Delete an annotation: its author, or an administrator',
    may: 'annotate',
    answer: changedAnnotationAnswer,
  },
} as const satisfies Record<string, ApiCall>
