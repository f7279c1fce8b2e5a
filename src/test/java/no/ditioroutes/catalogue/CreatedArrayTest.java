package no.ditioroutes.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import no.ditioroutes.catalogue.CreatedArray.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer to the creation of A and B tells: A was created as 7, B was refused. */
class CreatedArrayTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'machineNumber':'A','id':'7','success':true},{'machineNumber':'B','success':false,'error':'Taken','message':'Opptatt'}]",
                "[{'id':'7'},{'error':'Taken','message':'Opptatt'}]",
                "[{'statusCode':201,'machine':{'id':'7','machineNumber':'A'}},{'statusCode':400,'machine':{'machineNumber':'B'},'error':{'code':'Taken','message':'Opptatt'}}]",
                "{'created':[{'id':'7','machineNumber':'A'}],'errors':[{'machineNumber':'B','code':'Taken','message':'Opptatt'}]}",
                "{'machines':[{'id':'7','machineNumber':'A'}],'failed':{'B':{'error':'Taken','message':'Opptatt'}}}",
                "{'results':[{'machineNumber':'B','isSuccess':false,'errors':[{'code':'Taken','message':'Opptatt'}]},{'machineNumber':'A','id':'7','errors':[]}]}"
            })
    void tellsWhatBecameOfEach(String json) {
        CreatedArray answer = read(json);

        assertThat(answer.at(0).map(Result::id)).contains("7");
        assertThat(answer.at(1).map(told -> told.refusal().toString())).contains("Taken: Opptatt");
        assertThat(answer.at(1).map(Result::id)).contains("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "[]",
                "{}",
                "['7']",
                "[{'id':'7'}]",
                "[{},{},{}]",
                "{'count':2}",
                "[{'machineNumber':'A'},{'machineNumber':'B'}]",
                "[{'machineNumber':'A','id':null},{'machineNumber':'B','id':''}]"
            })
    void tellsNothingWhereTheAnswerDoesNot(String json) {
        CreatedArray answer = read(json);

        assertThat(List.of(answer.at(0), answer.at(1))).containsOnly(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'machineNumber':'A','id':'7'},{'machineNumber':'A','id':'8'}]",
                "[{'id':'7'},{'id':'8'}]",
                "{'results':[{'machineNumber':'A','id':'7'},{'machineNumber':'A','id':'8'}]}"
            })
    void tellsMachinesOfOneNumberByTheirPlace(String json) {
        CreatedArray answer = read(json, "A", "A");

        assertThat(answer.at(0).map(Result::id)).contains("7");
        assertThat(answer.at(1).map(Result::id)).contains("8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{'machineNumber':'A','id':'7'}]", "{'failed':{'A':'Opptatt'}}"})
    void tellsNothingOfMachinesOfOneNumberWhereTheirPlaceIsNotClear(String json) {
        CreatedArray answer = read(json, "A", "A");

        assertThat(List.of(answer.at(0), answer.at(1))).containsOnly(Optional.empty());
    }

    private static CreatedArray read(String json) {
        return read(json, "A", "B");
    }

    private static CreatedArray read(String json, String... numbers) {
        try {
            return CreatedArray.of(new ObjectMapper().readTree(json.replace('\'', '"')), List.of(numbers));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
