"""documents.yaml: documents that the report cites and no other file declares."""

from pydantic import ConfigDict, Field

from ntmreport.model.base_model import Model
from ntmreport.model.shapes import LegalDocument


class CitedDocuments(Model):
    """Documents of any kind, each as Nghị định 30/2020/NĐ-CP cites it the first time."""

    model_config = ConfigDict(title="Văn bản được viện dẫn")

    documents: tuple[LegalDocument, ...] = Field(
        title="Các văn bản",
        description="Văn bản mà phần lời viện dẫn và chưa tệp nào khai báo.",
    )
