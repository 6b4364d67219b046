"""Write records for annotation tools and read them back: Label Studio, doccano, brat; one format a file.

What a record says becomes marks on the text (action, actor, quantity, deadline), links between them, and two labels of
an action (status, specificity). ``Annotated`` is that, whatever the tool; ``HELD`` names the fields that survive.
"""

from yinuo.writers.annotation.brat import brat_writer, read_brat, write_brat
from yinuo.writers.annotation.doccano import doccano_writer, read_doccano, write_doccano
from yinuo.writers.annotation.label_studio import label_studio_writer, read_label_studio, write_label_studio
from yinuo.writers.annotation.marks import Annotated, Mark
from yinuo.writers.annotation.notation import read_amount, read_time

__all__ = [
    "Annotated", "Mark", "brat_writer", "doccano_writer", "label_studio_writer", "read_amount", "read_brat",
    "read_doccano", "read_label_studio", "read_time", "write_brat", "write_doccano", "write_label_studio",
]  # fmt: skip
