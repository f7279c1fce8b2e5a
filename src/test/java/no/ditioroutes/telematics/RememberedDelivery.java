package no.ditioroutes.telematics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bookkeeping in memory: each step as one line, in the order in which they were taken. */
final class RememberedDelivery implements Bookkeeping {

    private final List<String> steps = new ArrayList<>();
    private final int batchRows;
    private int number;

    /** Whether another process is faster with the next claim. */
    boolean othersAreFaster;

    /** Whether another process sends to the same project. */
    boolean othersSend;

    RememberedDelivery(int batchRows) {
        this.batchRows = batchRows;
    }

    /** Returns the steps since the last call. */
    List<String> steps() {
        List<String> since = List.copyOf(steps);
        steps.clear();
        return since;
    }

    @Override
    public void met(ProjectName project, Optional<Instant> latest) {
        steps.add("met " + project.projectId() + latest.map(time -> " " + time).orElse(""));
    }

    @Override
    public List<StateRow> selectNew(List<StateRow> rows) {
        steps.add("select " + rows.size());
        return rows;
    }

    @Override
    public Optional<List<StateBatch>> claim(List<StateRow> rows) {
        if (othersAreFaster) {
            othersAreFaster = false;
            return Optional.empty();
        }
        Map<ProjectName, List<StateRow>> byProject = new LinkedHashMap<>();
        rows.forEach(row -> byProject
                .computeIfAbsent(row.project(), project -> new ArrayList<>())
                .add(row));
        List<StateBatch> batches = new ArrayList<>();
        byProject.forEach((project, all) -> {
            for (int from = 0; from < all.size(); from += batchRows) {
                batches.add(
                        StateBatch.open(++number, project, all.subList(from, Math.min(all.size(), from + batchRows))));
            }
        });
        batches.forEach(batch -> steps.add("claim " + batch.number()));
        return Optional.of(batches);
    }

    @Override
    public void leaving(StateBatch batch, PreSendSnapshot snapshot) {
        steps.add("leaving " + batch.number() + (snapshot.totals() == null ? "" : " with totals"));
    }

    @Override
    public boolean isAmongOthers(StateBatch batch) {
        return othersSend;
    }

    @Override
    public void stored(StateBatch batch) {
        steps.add("stored " + batch.number());
    }

    @Override
    public void absent(StateBatch batch) {
        steps.add("absent " + batch.number());
    }

    @Override
    public void released(StateBatch batch) {
        steps.add("released " + batch.number());
    }

    @Override
    public void held(StateBatch batch) {
        steps.add("held " + batch.number());
    }

    @Override
    public List<StateBatch> halved(StateBatch batch) {
        int middle = batch.size() / 2;
        List<StateBatch> halves = List.of(
                StateBatch.open(++number, batch.project(), batch.rows().subList(0, middle)),
                StateBatch.open(++number, batch.project(), batch.rows().subList(middle, batch.size())));
        steps.add("halved " + batch.number());
        return halves;
    }

    @Override
    public void rejected(StateBatch batch, String reason) {
        steps.add("rejected " + batch.number());
    }

    @Override
    public void rejected(StateRow row, String reason) {
        steps.add("rejected line " + row.line());
    }
}
