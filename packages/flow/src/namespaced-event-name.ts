/** The name of an event of the flow's own project and branch. */
export type NamespacedEventName = { readonly namespaced: string };

/**
 * An event's name with project and branch of the deployment before it: `mfns.<project>.<branch>.<name>`, or `mfns.<name>` without
 * `@project`. Metaflow's `namespaced_event_name`, for `@trigger`.
 */
export function namespacedEventName(name: string): NamespacedEventName {
  return { namespaced: name };
}
