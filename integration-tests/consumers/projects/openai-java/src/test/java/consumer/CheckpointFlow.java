package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.models.finetuning.checkpoints.permissions.PermissionCreateParams;
import com.openai.models.finetuning.checkpoints.permissions.PermissionDeleteParams;
import com.openai.services.blocking.finetuning.checkpoints.PermissionService;

/** Which projects may use a checkpoint of a fine-tuned model. */
final class CheckpointFlow {
    private static final String CHECKPOINT = "ft:gpt-4o-mini-2024-07-18:acme:tickets:B7R9VjQd";

    private CheckpointFlow() {}

    // Users still call retrieve, the former name of list.
    @SuppressWarnings("deprecation")
    static void run(PermissionService permissions, String projectId) {
        String id = permissions
                .create(CHECKPOINT, PermissionCreateParams.builder().addProjectId(projectId).build())
                .data()
                .get(0)
                .id();

        assertEquals(projectId, permissions.list(CHECKPOINT).data().get(0).projectId());
        assertEquals(projectId, permissions.retrieve(CHECKPOINT).data().get(0).projectId());
        assertTrue(permissions
                .delete(
                        id,
                        PermissionDeleteParams.builder()
                                .fineTunedModelCheckpoint(CHECKPOINT)
                                .build())
                .deleted());
        assertEquals(0, permissions.list(CHECKPOINT).data().size());
    }
}
