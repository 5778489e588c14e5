import { notifications } from "@mantine/notifications";
import { type QueryKey, type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { messageOf } from "@/api/error";

interface Change<In, Out> {
  change(input: In): Promise<Out>;
  /** The title of the message when it fails; the reason is the server's. */
  trouble: string;
  /** What has to be read again, whether it worked or not. */
  refresh?: QueryKey[];
  onDone?(out: Out, input: In): void;
}

/** A change on the server that a button or a form makes, and what is said when it fails. */
export function useChange<In = void, Out = unknown>({
  change,
  trouble,
  refresh = [],
  onDone,
}: Change<In, Out>): UseMutationResult<Out, Error, In> {
  const client = useQueryClient();
  return useMutation<Out, Error, In>({
    mutationFn: change,
    onSuccess: (out, input) => onDone?.(out, input),
    onError: (error) => notifications.show({ color: "red", title: trouble, message: messageOf(error) }),
    onSettled: () => Promise.all(refresh.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
