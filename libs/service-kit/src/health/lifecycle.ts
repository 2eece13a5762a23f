/** Whether the service is on its way down: set before anything is closed, so that no new work is sent to it. */
export class Lifecycle {
  stopping = false;
}
